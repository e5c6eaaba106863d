import type { MessageDescriptor } from "@lingui/core"
import { msg } from "@lingui/core/macro"
import { ArrowLeftRight, Bell, Boxes, Building2, CalendarDays, ClipboardList, FileUp, Grid3x3, Gauge, LayoutDashboard, LineChart, ListChecks, Lightbulb, Megaphone, Package, Scale, ScrollText, SlidersHorizontal, Tags, Target, TrendingUp, Truck, Users, UsersRound, type LucideIcon } from "lucide-react"
import { paths } from "@/lib/paths"

export type Entry = { to: string; label: MessageDescriptor; icon: LucideIcon; right?: string; keys?: string }
export type Group = { title?: MessageDescriptor; entries: Entry[] }

/** The sidebar. An entry shows when its page exists and the person has the right. `keys` are pressed one after the other. */
export const groups: Group[] = [
  { entries: [{ to: paths.home, label: msg`Home`, icon: LayoutDashboard, right: "insights.read", keys: "g h" }] },
  {
    title: msg`Purchasing`,
    entries: [
      { to: paths.suggestions, label: msg`Suggestions`, icon: Lightbulb, right: "planning.read", keys: "g s" },
      { to: paths.orders, label: msg`Purchase orders`, icon: ClipboardList, right: "purchases.read", keys: "g o" },
      { to: paths.transfers, label: msg`Transfers`, icon: ArrowLeftRight, right: "planning.read", keys: "g t" },
    ],
  },
  {
    title: msg`Inventory`,
    entries: [
      { to: paths.stock, label: msg`Stock`, icon: Boxes, right: "stock.read", keys: "g e" },
      { to: paths.alerts, label: msg`Exceptions`, icon: Bell, right: "planning.read", keys: "g a" },
      { to: paths.abc, label: msg`ABC/XYZ`, icon: Grid3x3, right: "planning.read", keys: "g x" },
    ],
  },
  {
    title: msg`Forecast`,
    entries: [
      { to: paths.forecasts, label: msg`Forecast`, icon: LineChart, right: "planning.read", keys: "g v" },
      { to: paths.accuracy, label: msg`Forecast accuracy`, icon: Target, right: "planning.read", keys: "g f" },
      { to: paths.backtest, label: msg`Backtest and return`, icon: TrendingUp, right: "planning.read", keys: "g k" },
      { to: paths.calendar, label: msg`Events calendar`, icon: CalendarDays, right: "planning.read", keys: "g c" },
      { to: paths.parameters, label: msg`Parameters`, icon: SlidersHorizontal, right: "planning.read" },
    ],
  },
  {
    title: msg`Pricing`,
    entries: [
      { to: paths.priceConfigurations, label: msg`Configurations`, icon: SlidersHorizontal, right: "prices.read" },
      { to: paths.costSheets, label: msg`Cost sheets`, icon: Package, right: "prices.read" },
      { to: paths.calculator, label: msg`Calculator`, icon: Gauge, right: "prices.calculate" },
      { to: paths.priceLists, label: msg`Price lists`, icon: Tags, right: "prices.read", keys: "g l" },
      { to: paths.priceQuote, label: msg`Why this price`, icon: Lightbulb, right: "prices.read" },
      { to: paths.campaigns, label: msg`Campaigns`, icon: Megaphone, right: "prices.read", keys: "g m" },
      { to: paths.reprice, label: msg`Reprice`, icon: TrendingUp, right: "insights.see_cost" },
      { to: paths.priceRecommendations, label: msg`Recommendations`, icon: Target, right: "insights.see_cost" },
      { to: paths.competitorPrices, label: msg`Competitors`, icon: Scale, right: "prices.read" },
      { to: paths.priceSettings, label: msg`Rates and policy`, icon: SlidersHorizontal, right: "prices.read" },
    ],
  },
  {
    title: msg`Catalogue`,
    entries: [
      { to: paths.products, label: msg`Products`, icon: Package, right: "catalog.read", keys: "g p" },
      { to: paths.locations, label: msg`Locations`, icon: Building2, right: "catalog.read" },
      { to: paths.suppliers, label: msg`Suppliers`, icon: Truck, right: "partners.read" },
      { to: paths.customers, label: msg`Customers`, icon: UsersRound, right: "partners.read" },
    ],
  },
  {
    title: msg`Data`,
    entries: [
      { to: paths.imports, label: msg`Import`, icon: FileUp, right: "integration.read", keys: "g i" },
      { to: paths.jobs, label: msg`Jobs`, icon: Gauge, keys: "g j" },
    ],
  },
  {
    title: msg`Administration`,
    entries: [
      { to: paths.users, label: msg`Users`, icon: Users, right: "access.read" },
      { to: paths.audit, label: msg`Audit`, icon: ScrollText, right: "access.read_audit" },
    ],
  },
]

/** The tabs at the foot of a phone; "More" opens the rest. */
export const phoneEntries: Entry[] = [
  { to: paths.home, label: msg`Home`, icon: LayoutDashboard, right: "insights.read" },
  { to: paths.alerts, label: msg`Exceptions`, icon: Bell, right: "planning.read" },
  { to: paths.approve, label: msg`Approve`, icon: ListChecks, right: "planning.read" },
]
