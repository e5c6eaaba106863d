import hooks from "eslint-plugin-react-hooks"
import tseslint from "typescript-eslint"

/** A feature never imports a feature; ui and lib know neither features nor routes; api and values know nobody above. */
const floors = {
  meta: { type: "problem", schema: [], messages: { up: "{{from}} must not import {{to}}: imports go routes → features → shell|ui → lib → api." } },
  create(context) {
    const file = context.filename.replaceAll("\\", "/").split("/src/")[1] ?? ""
    const [area, feature] = file.split("/")
    const banned = {
      features: (to) => (to[0] === "features" && to[1] !== feature) || to[0] === "routes" || to[0] === "shell",
      shell: (to) => ["features", "routes"].includes(to[0]),
      ui: (to) => ["features", "routes", "shell"].includes(to[0]),
      lib: (to) => ["features", "routes", "shell", "ui"].includes(to[0]),
      api: (to) => ["features", "routes", "shell", "ui", "lib"].includes(to[0]),
    }[area]
    const check = (node) => {
      const source = node.source?.value
      if (banned && source?.startsWith("@/") && banned(source.slice(2).split("/"))) context.report({ node, messageId: "up", data: { from: file, to: source } })
    }
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ImportExpression: check }
  },
}

/** A route brings the words of the features it shows. */
const brings = {
  meta: { type: "problem", schema: [], messages: { missing: "Add `loader: words(\"{{feature}}\")`, so that its page has words." } },
  create: (context) => ({
    ImportDeclaration(node) {
      const feature = /^@\/features\/([^/]+)\//.exec(node.source.value)?.[1]
      const text = context.sourceCode.text
      if (feature && !/words\([^)]*\)/.exec(text.replaceAll("\n", " "))?.[0].includes(`"${feature}"`)) context.report({ node, messageId: "missing", data: { feature } })
    },
  }),
}

/** Words a person sees go through Lingui. */
const words = {
  meta: { type: "problem", schema: [], messages: { bare: "Put “{{text}}” through Lingui (<Trans> or t``)." } },
  create(context) {
    const inTrans = (node) => context.sourceCode.getAncestors(node).some((up) => up.type === "JSXElement" && ["Trans", "Plural", "Select", "title"].includes(up.openingElement.name.name))
    const report = (node, text) => context.report({ node, messageId: "bare", data: { text: text.trim() } })
    const hasWord = (text) => /\p{L}{2,}/u.test(text) && text.trim() !== "Fluxion"
    const seen = new Set(["label", "title", "placeholder", "alt", "description", "header", "aria-label"])
    return {
      JSXText: (node) => hasWord(node.value) && !inTrans(node) && report(node, node.value),
      JSXAttribute(node) {
        const value = node.value?.type === "Literal" ? node.value.value : ""
        if (seen.has(node.name.name) && typeof value === "string" && hasWord(value)) report(node, value)
      },
    }
  },
}

export default tseslint.config(
  { ignores: ["node_modules", "src/routeTree.gen.ts", "src/api/schema.d.ts"] },
  ...tseslint.configs.recommended,
  {
    files: ["src/**/*.{ts,tsx}"],
    plugins: { "react-hooks": hooks, house: { rules: { floors, words, brings } } },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "house/floors": "error",
      "house/words": "error",
      "max-lines": ["error", 250],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },
  { files: ["src/routes/**"], rules: { "max-lines": ["error", 40], "house/brings": "error" } },
  { files: ["src/**/*.test.{ts,tsx}"], rules: { "house/words": "off", "house/floors": "off" } },
)
