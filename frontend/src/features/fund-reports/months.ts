import { parseFen, sumMoney } from '@/lib/money';
import type { PaymentPlanView } from './api';

export interface Month {
  month: string;
  planned: string;
  paid: string;
  overdue: string;
}

/** The twelve months of a plan, all sources together. */
export function monthsOf(plan: PaymentPlanView): Month[] {
  return Array.from({ length: 12 }, (_, index) => {
    const month = `${String(plan.year).padStart(4, '0')}-${String(index + 1).padStart(2, '0')}`;
    const items = plan.items.filter((item) => item.month === month);
    const sum = (key: 'planned' | 'paid' | 'overdue') => sumMoney(items.map((item) => item[key]));
    return { month, planned: sum('planned'), paid: sum('paid'), overdue: sum('overdue') };
  });
}

/** What each source plans and paid in the year, in the order of the codes. */
export function sourcesOf(plan: PaymentPlanView): { source: string; planned: string; paid: string }[] {
  const codes = [...new Set(plan.items.map((item) => item.source as string))].sort();
  return codes.map((source) => {
    const items = plan.items.filter((item) => item.source === source);
    return {
      source,
      planned: sumMoney(items.map((item) => item.planned)),
      paid: sumMoney(items.map((item) => item.paid)),
    };
  });
}

/** Ten thousands of yuan as a number, rounded to whole yuan: for the length of a bar, never for a figure that is read. */
export function drawnWan(value: string): number {
  return Number((parseFen(value) ?? 0n) / 100n) / 10_000;
}
