import { useState } from 'react';
import { Card } from '@/components/app/Card';
import { FormFields } from '@/components/app/FormFields';
import { type FormDocument, formText, type SectionAnswers } from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';

/** One section as applicants see it, on a desk or on a phone; it can be tried, and nothing is kept. */
export function FormPreview({ document, section: at }: { document: FormDocument; section: number }) {
  const { t } = useTranslation('forms');
  const [phone, setPhone] = useState(false);
  const section = document.sections[at];
  if (!section) return null;
  return (
    <Card
      title={t('builder.previewTitle')}
      extra={
        <div className="app-builder__widths" role="group" aria-label={t('view.preview')}>
          <button type="button" className="yc-chip" aria-pressed={!phone} onClick={() => setPhone(false)}>
            {t('builder.desktop')}
          </button>
          <button type="button" className="yc-chip" aria-pressed={phone} onClick={() => setPhone(true)}>
            {t('builder.phone')}
          </button>
        </div>
      }
    >
      <p className="yc-muted">{t('builder.previewHint')}</p>
      <div className={phone ? 'app-preview app-preview--phone' : 'app-preview'}>
        <h3>{formText(section.title) || t('untitledSection')}</h3>
        {section.help ? <p className="app-prose app-formhelp">{formText(section.help)}</p> : null}
        <SectionTrial key={section.code} document={document} at={at} />
      </div>
    </Card>
  );
}

/** Every section one below the other, for those who only read the form. */
export function WholePreview({ document }: { document: FormDocument }) {
  const { t } = useTranslation('forms');
  return document.sections.map((section, at) => (
    <section key={section.code} className="app-preview">
      <h3>{formText(section.title) || t('untitledSection')}</h3>
      {section.help ? <p className="app-prose app-formhelp">{formText(section.help)}</p> : null}
      <SectionTrial document={document} at={at} />
    </section>
  ));
}

function SectionTrial({ document, at }: { document: FormDocument; at: number }) {
  const [answers, setAnswers] = useState<SectionAnswers>({});
  const section = document.sections[at];
  if (!section) return null;
  return (
    <FormFields
      section={section}
      answers={answers}
      base={`/preview/${section.code}`}
      onChange={(code, answer) =>
        setAnswers((old) => {
          const { [code]: _, ...rest } = old;
          return answer === undefined ? rest : { ...rest, [code]: answer };
        })
      }
    />
  );
}
