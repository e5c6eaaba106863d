import { fileURLToPath } from "node:url"
import babel from "@rolldown/plugin-babel"
import { lingui, linguiTransformerBabelPreset } from "@lingui/vite-plugin"
import tailwindcss from "@tailwindcss/vite"
import { tanstackRouter } from "@tanstack/router-plugin/vite"
import react from "@vitejs/plugin-react"
import { defineConfig } from "vitest/config"
import { packed } from "./scripts/packed.ts"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// Put in their place by scripts/build.py once all of them are there.
const pages = here("./dist/new")

export default defineConfig(({ command, mode }) => ({
  plugins: [
    tanstackRouter({ target: "react", autoCodeSplitting: true, generatedRouteTree: "src/routeTree.gen.ts" }),
    react(),
    lingui({ failOnMissing: command === "build" && mode !== "development", failOnCompileError: true }),
    babel({ presets: [linguiTransformerBabelPreset()] }),
    tailwindcss(),
    packed(pages),
  ],
  resolve: {
    alias: [
      { find: /^@\//, replacement: here("./src/") },
      // The original injects a <style> element, which the strict content policy refuses.
      { find: /^react-remove-scroll$/, replacement: here("./src/ui/scroll-lock.tsx") },
    ],
  },
  build: {
    outDir: pages,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    manifest: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    port: Number(process.env.FLUXION_WEB_PORT ?? 5173),
    proxy: { "/api": { target: process.env.FLUXION_API ?? "http://127.0.0.1:8000", changeOrigin: false } },
  },
  test: { environment: "jsdom", setupFiles: ["./src/lib/testing/setup.ts"], include: ["src/**/*.test.{ts,tsx}"], css: false },
}))
