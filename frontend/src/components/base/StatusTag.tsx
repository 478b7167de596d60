import { useTranslation } from '@/lib/i18n';
import { stateLabel } from '@/lib/labels';
import { Icon, type IconName } from './Icon';
import { type Machine, statusLook, type Tone } from './status';

/** The state of something: words, an icon and a colour, so that colour never stands alone. */
export function StatusTag({ machine, state }: { machine: Machine; state: string }) {
  useTranslation('enum');
  const [tone, icon] = statusLook(machine, state);
  return <Tag tone={tone} icon={icon} text={stateLabel(machine, state)} />;
}

/** A tag for anything that is no state machine: a warning, a kind, a flag. */
export function Tag({ tone, icon, text }: { tone: Tone; icon?: IconName; text: string }) {
  return (
    <span className={`yc-tag yc-tag--${tone}`}>
      {icon ? <Icon name={icon} size="1.05em" /> : null}
      {text}
    </span>
  );
}
