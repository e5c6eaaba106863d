import { useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import { paths } from "@/lib/paths"
import { Link } from "@/ui/link"
import { Card } from "@/ui/page"
import type { Preview } from "./api"
import { CampaignStatus } from "./words"

/** Campaigns of the channel that hold at the same time for some of the products, and who wins. */
export function Overlaps({ overlaps }: { overlaps: Preview["overlaps"] }) {
  const { t } = useLingui()
  const { time, number } = useFormat()
  return (
    <Card title={t`At the same time`}>
      <p className="mb-2 text-sm text-ink-soft">{t`The buyer gets the lowest price and nothing is added up. Of equal prices the campaign with the larger priority wins, then the one that began first.`}</p>
      <ul className="divide-y">
        {overlaps.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2 text-sm">
            <Link to={paths.campaign(one.id)} className="min-w-0 flex-1 basis-40 truncate font-medium">{one.name}</Link>
            <CampaignStatus state={one.state} />
            <span className="tabular text-ink-soft">{time(one.starts_at)} – {time(one.ends_at)}</span>
            <span>{t`Products in both: ${number(one.products)}; better in the other: ${number(one.wins)}`}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
