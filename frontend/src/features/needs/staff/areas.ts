import { useQuery } from '@tanstack/react-query';
import { areasOptions } from '@/lib/scopes';

/** The areas as choices, in the order of the tree and indented by level. */
export function useAreaChoices(): { value: string; label: string }[] {
  const { data } = useQuery(areasOptions);
  const areas = data?.items ?? [];
  const below = (parent: string | null, depth: number): { value: string; label: string }[] =>
    areas
      .filter((area) => (area.parent_code ?? null) === parent)
      .flatMap((area) => [
        { value: area.code, label: `${'\u3000'.repeat(depth)}${area.name}` },
        ...below(area.code, depth + 1),
      ]);
  return below(null, 0);
}
