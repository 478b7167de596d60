import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { type AreaView, placesOptions } from './api';

/** The areas in the order of the tree, each indented by its level; provinces and cities only where nothing lies below. */
function selectable(areas: AreaView[]): { area: AreaView; depth: number }[] {
  const shown = areas.filter(
    (area) => !['province', 'city'].includes(area.level) || !areas.some((other) => other.parent_code === area.code),
  );
  const below = (parent: string | undefined, depth: number): { area: AreaView; depth: number }[] =>
    shown
      .filter((area) =>
        parent === undefined ? !shown.some((other) => other.code === area.parent_code) : area.parent_code === parent,
      )
      .flatMap((area) => [{ area, depth }, ...below(area.code, depth + 1)]);
  return below(undefined, 0);
}

/** A native choice of an area: works on every phone, and with the keyboard by typing the first characters. */
export function AreaSelect({
  value,
  onChange,
  label,
  hint,
  error,
}: {
  value: string;
  onChange: (code: string) => void;
  label: string;
  hint?: string;
  error?: string | undefined;
}) {
  const { t } = useTranslation('needs');
  const base = useId();
  const { data = [] } = useQuery(placesOptions);
  const describedBy = [hint ? `${base}-hint` : '', error ? `${base}-error` : ''].filter(Boolean).join(' ') || undefined;
  return (
    <div className="pub-field">
      <label className="pub-field__label" htmlFor="field-area_code">
        {label}
      </label>
      {hint ? (
        <p id={`${base}-hint`} className="pub-field__hint">
          {hint}
        </p>
      ) : null}
      <select
        id="field-area_code"
        className="yc-input"
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{t('report.chooseArea')}</option>
        {selectable(data).map(({ area, depth }) => (
          <option key={area.code} value={area.code}>
            {'\u3000'.repeat(depth)}
            {area.name}
          </option>
        ))}
      </select>
      {error ? (
        <p id={`${base}-error`} className="pub-field__error">
          <Icon name="warning" /> {error}
        </p>
      ) : null}
    </div>
  );
}
