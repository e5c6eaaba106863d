/** The mark: two streams that meet, and the drop that arrives. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="shrink-0">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g fill="none" strokeWidth="3" strokeLinecap="round" className="stroke-on-accent">
        <path d="M8.500 9.500H23" />
        <path d="M8.500 16h6c3.500 0 3.500 6.500 7 6.500" />
        <path d="M8.500 22.500h4" />
      </g>
      <circle cx="24" cy="22.500" r="2" className="fill-on-accent" />
    </svg>
  )
}

export function Wordmark({ size = "md" }: { size?: "md" | "lg" }) {
  return <span className={`font-semibold tracking-tight text-ink ${size === "lg" ? "text-2xl" : "text-[1.0625rem]"}`}>Fluxion</span>
}
