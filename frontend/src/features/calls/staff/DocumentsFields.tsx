import { Button, Checkbox, Input } from 'antd';
import type { Fault } from '@/api/client';
import { FieldRow } from '@/components/app/FieldRow';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { enumLabel, faultText } from '@/lib/labels';
import { fieldId } from '@/lib/pointers';
import type { CallDocumentRequired } from './api';

const TYPES = ['pdf', 'image', 'word', 'excel'] as const;
const PLACE = '/document/required_documents';

/** What applicants hand in: one block a document. */
export function DocumentsFields({
  value,
  faults,
  onChange,
}: {
  value: CallDocumentRequired[];
  faults: Fault[];
  onChange: (value: CallDocumentRequired[]) => void;
}) {
  const { t } = useTranslation('calls');
  const change = (index: number, part: Partial<CallDocumentRequired>) =>
    onChange(value.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const errors = (index: number, name: string) =>
    faults.filter((fault) => fault.pointer === `${PLACE}/${index}/${name}`).map(faultText);
  return (
    <>
      <ol className="app-scheme__entries">
        {value.map((document, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a document is what stands at its place; titles may repeat while they are typed
          <li key={index} className="app-scheme__entry">
            <div className="app-scheme__entryhead">
              <strong>
                {index + 1}. {document.title || t('documents.untitled')}
              </strong>
              <Button
                size="small"
                type="text"
                aria-label={t('documents.remove', { name: document.title || String(index + 1) })}
                icon={<Icon name="trash" />}
                onClick={() => onChange(value.filter((_, at) => at !== index))}
              />
            </div>
            <div className="app-formgrid">
              <FieldRow
                id={fieldId(`${PLACE}/${index}/title`)}
                label={t('documents.title')}
                errors={errors(index, 'title')}
              >
                {(control) => (
                  <Input
                    {...control}
                    value={document.title}
                    maxLength={200}
                    onChange={(event) => change(index, { title: event.target.value })}
                  />
                )}
              </FieldRow>
              <FieldRow id={fieldId(`${PLACE}/${index}/note`)} label={t('documents.note')} optional>
                {(control) => (
                  <Input
                    {...control}
                    value={document.note ?? ''}
                    maxLength={1000}
                    onChange={(event) => change(index, { note: event.target.value })}
                  />
                )}
              </FieldRow>
              <fieldset className="app-fieldset">
                <legend>{t('documents.accepts')}</legend>
                {TYPES.map((type) => (
                  <Checkbox
                    key={type}
                    checked={document.accepts.includes(type)}
                    onChange={(event) =>
                      change(index, {
                        accepts: TYPES.filter((one) =>
                          one === type ? event.target.checked : document.accepts.includes(one),
                        ),
                      })
                    }
                  >
                    {enumLabel('accepted_type', type)}
                  </Checkbox>
                ))}
                {errors(index, 'accepts').map((text) => (
                  <p key={text} className="app-field__error">
                    <Icon name="warning" /> {text}
                  </p>
                ))}
              </fieldset>
              <Checkbox
                checked={document.mandatory}
                onChange={(event) => change(index, { mandatory: event.target.checked })}
              >
                {t('documents.mandatory')}
              </Checkbox>
            </div>
          </li>
        ))}
      </ol>
      <Button icon={<Icon name="plus" />} onClick={() => onChange([...value, blank(value)])}>
        {t('documents.add')}
      </Button>
    </>
  );
}

/** A new document with a code that is not taken. */
function blank(value: CallDocumentRequired[]): CallDocumentRequired {
  const taken = new Set(value.map((one) => one.code));
  let n = value.length + 1;
  while (taken.has(`document_${n}`)) n += 1;
  return { code: `document_${n}`, title: '', mandatory: true, accepts: ['pdf'], note: '' };
}
