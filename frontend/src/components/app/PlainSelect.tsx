/** A choice from a short list: the browser's own select, small and at home on phones. Works inside a form item. */
export function PlainSelect({
  options,
  placeholder,
  value,
  onChange,
  ...rest
}: {
  options: { value: string; label: string }[];
  /** Shown when nothing is chosen; can be chosen again unless it is left out. */
  placeholder?: string;
  value?: string | null;
  onChange?: (value: string | null) => void;
  id?: string;
  disabled?: boolean;
  onFocus?: () => void;
}) {
  return (
    <select
      {...rest}
      className="yc-input app-select"
      value={value ?? ''}
      onChange={(event) => onChange?.(event.target.value === '' ? null : event.target.value)}
    >
      {placeholder === undefined ? null : <option value="">{placeholder}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
