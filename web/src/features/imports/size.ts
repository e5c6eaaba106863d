/** How much a file weighs, in kB below a megabyte. */
export function sizeWords(bytes: number, locale: string): string {
  const isSmall = bytes < 1e6
  return new Intl.NumberFormat(locale, { style: "unit", unit: isSmall ? "kilobyte" : "megabyte", maximumFractionDigits: 1 }).format(bytes / (isSmall ? 1e3 : 1e6))
}
