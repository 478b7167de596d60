import { useId } from 'react';
import { FieldRow } from './FieldRow';

/** Chooses a sheet for an import; the same file can be chosen again after it was corrected. */
export function SheetInput({
  label,
  hint,
  errors = [],
  accept = '.xlsx,.csv',
  disabled,
  onFile,
}: {
  label: string;
  hint: string;
  errors?: string[];
  /** The endings that can be chosen. */
  accept?: string;
  disabled: boolean;
  onFile: (file: File) => void;
}) {
  const id = useId();
  return (
    <FieldRow id={id} label={label} hint={hint} errors={errors}>
      {(props) => (
        <input
          {...props}
          type="file"
          className="yc-input"
          accept={accept}
          disabled={disabled}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) onFile(file);
            event.target.value = '';
          }}
        />
      )}
    </FieldRow>
  );
}
