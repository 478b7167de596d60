import { Input } from 'antd';
import type { ComponentProps } from 'react';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { checkUscc, normaliseUscc } from './uscc';

type Props = Omit<ComponentProps<typeof Input>, 'value' | 'onChange'> & {
  value?: string;
  onChange?: (value: string) => void;
};

/** The credit code, checked as it is typed; the verdict is read out after a pause in typing. */
export function UsccInput({ value = '', onChange, ...rest }: Props) {
  const { t } = useTranslation('organisations');
  const check = checkUscc(value);
  const good = check.state === 'good';
  const bad = check.state === 'character' || check.state === 'check_digit' || check.state === 'long';
  const text =
    check.state === 'good'
      ? check.kind
        ? t('uscc.goodKind', { kind: enumLabel('kind', check.kind) })
        : t('uscc.good')
      : check.state === 'character'
        ? t('uscc.character', { position: check.position, found: check.found })
        : check.state === 'check_digit'
          ? t('uscc.checkDigit')
          : check.state === 'long'
            ? t('uscc.long')
            : t('uscc.typing', { typed: check.typed });
  return (
    <>
      <Input
        {...rest}
        value={value}
        autoComplete="off"
        spellCheck={false}
        autoCapitalize="characters"
        maxLength={24}
        status={bad ? 'error' : ''}
        onChange={(event) => onChange?.(event.target.value)}
        onBlur={() => onChange?.(normaliseUscc(value))}
      />
      <span
        role="status"
        className={good ? 'app-uscc app-uscc--good' : bad ? 'app-uscc app-uscc--bad' : 'app-uscc yc-muted'}
      >
        {good ? <Icon name="checkCircle" /> : bad ? <Icon name="warning" /> : null} {text}
      </span>
    </>
  );
}
