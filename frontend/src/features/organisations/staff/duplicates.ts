import { listDuplicatesOptions } from '@/api/gen/@tanstack/react-query.gen';
import type { DuplicateView } from '@/api/gen/types.gen';
import type { Tone } from '@/components/base/status';

export const duplicatesOptions = (id: string) => listDuplicatesOptions({ path: { id } });

/** The colour of a suspicion: the stronger, the louder. */
export function suspicionTone(suspicion: DuplicateView['suspicion']): Tone {
  return suspicion === 'weak' ? 'neutral' : suspicion === 'strong' ? 'waiting' : 'danger';
}
