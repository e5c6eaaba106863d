/** True when a quantity is a whole number of packs; both are decimal strings. */
export function isWholePacks(quantity: string, pack: string): boolean {
  const scale = Math.max(...[quantity, pack].map((text) => text.split(".")[1]?.length ?? 0))
  const units = (text: string) => {
    const [whole = "0", fraction = ""] = text.split(".")
    return BigInt(`${whole}${fraction.padEnd(scale, "0")}`)
  }
  return units(pack) <= 0n || units(quantity) % units(pack) === 0n
}
