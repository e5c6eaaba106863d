import type { Job } from "@/lib/jobs"

/** How long a job ran, or null before it ended. */
export function lastedSeconds(job: Pick<Job, "started_at" | "finished_at">): number | null {
  if (!job.started_at || !job.finished_at) return null
  return Math.max(0, (Date.parse(job.finished_at) - Date.parse(job.started_at)) / 1000)
}

/** The plain figures of a job's result, for a list of names and values. */
export function resultFacts(result: unknown): [string, string][] {
  if (typeof result !== "object" || result === null) return []
  return Object.entries(result).filter(([, value]) => ["string", "number", "boolean"].includes(typeof value)).map(([name, value]) => [name.replaceAll("_", " "), String(value)])
}
