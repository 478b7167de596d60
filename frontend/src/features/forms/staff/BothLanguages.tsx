import { Input } from 'antd';
import type { Fault } from '@/api/client';
import { FieldRow } from '@/components/app/FieldRow';
import type { FormText } from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { fieldId } from '@/lib/pointers';

/** The faults exactly at a place of the document. */
export function faultsAt(faults: Fault[], pointer: string): string[] {
  return faults.filter((fault) => fault.pointer === pointer).map(faultText);
}

/** A text in both languages. */
export function BothLanguages({
  pointer,
  label,
  value,
  faults,
  long = false,
  onChange,
}: {
  pointer: string;
  label: string;
  value: FormText | undefined;
  faults: Fault[];
  long?: boolean;
  onChange: (text: FormText) => void;
}) {
  const { t } = useTranslation('forms');
  const text = value ?? { zh: '', en: '' };
  return (
    <div className="app-bilingual">
      {(['zh', 'en'] as const).map((language) => (
        <FieldRow
          key={language}
          id={fieldId(`${pointer}/${language}`)}
          label={`${label}${t('common:colon')}${t(`prop.${language}`)}`}
          optional={language === 'en'}
          errors={faultsAt(faults, `${pointer}/${language}`)}
        >
          {(control) =>
            long ? (
              <Input.TextArea
                {...control}
                value={text[language]}
                autoSize={{ minRows: 2, maxRows: 8 }}
                onChange={(event) => onChange({ ...text, [language]: event.target.value })}
              />
            ) : (
              <Input
                {...control}
                value={text[language]}
                onChange={(event) => onChange({ ...text, [language]: event.target.value })}
              />
            )
          }
        </FieldRow>
      ))}
    </div>
  );
}
