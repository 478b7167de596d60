import type { ReactNode } from 'react';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';

export interface ControlProps {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

/** A labelled control outside an antd form (autosaved forms): label, hint, what is wrong with it. */
export function FieldRow({
  id,
  label,
  hint,
  errors = [],
  optional = false,
  children,
}: {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  errors?: string[];
  optional?: boolean;
  children: (control: ControlProps) => ReactNode;
}) {
  const { t } = useTranslation();
  const described = [hint ? `${id}-hint` : '', errors.length > 0 ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className="app-field">
      <label htmlFor={id}>
        {label}
        {optional ? <span className="yc-muted"> ({t('optional')})</span> : null}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="yc-muted">
          {hint}
        </p>
      ) : null}
      {children({ id, 'aria-invalid': errors.length > 0, 'aria-describedby': described || undefined })}
      {errors.length > 0 ? (
        <div id={`${id}-error`} className="app-field__error">
          {errors.map((error) => (
            <p key={error}>
              <Icon name="warning" /> {error}
            </p>
          ))}
        </div>
      ) : null}
    </div>
  );
}
