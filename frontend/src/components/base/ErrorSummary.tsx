import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { ApiError, type Fault } from '@/api/client';
import { useTranslation } from '@/lib/i18n';
import { faultText, problemText } from '@/lib/labels';
import { fieldIdOf } from '@/lib/pointers';
import { Icon } from './Icon';

/**
 * What is wrong with a form, at its top: one line a fault, each a link to its field. Takes the focus when it appears.
 * `fieldId` maps a JSON pointer to the id of a control; the default is the house's `field-…` scheme and antd's `form_…`.
 */
export function ErrorSummary({
  error,
  faults,
  title,
  fieldId = fieldIdOf,
  labelOf,
}: {
  error?: unknown;
  faults?: Fault[];
  title?: string;
  fieldId?: (pointer: string) => string | undefined;
  /** The field's name in words, put before the sentence. */
  labelOf?: (pointer: string) => string | undefined;
}) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const list = faults ?? (error instanceof ApiError ? error.errors : []);
  const shown = Boolean(error) || list.length > 0;
  const identity = `${(error as { requestId?: string } | null)?.requestId ?? ''}${list.map((fault) => fault.pointer + fault.code).join()}`;

  // Fields below may be drawn together with the summary: they are looked for once they are there.
  const [targets, setTargets] = useState<(string | undefined)[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: identity stands for the list
  useLayoutEffect(() => setTargets(list.map((fault) => fieldId(fault.pointer))), [identity]);

  // Focus moves once per new answer of the server, not on every keystroke.
  // biome-ignore lint/correctness/useExhaustiveDependencies: identity stands for the answer
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [shown, identity, error]);

  if (!shown) return null;
  const heading = title ?? (list.length > 0 ? t('error.summaryTitle', { count: list.length }) : problemText(error));
  return (
    <div ref={box} className="yc-summary" role="alert" tabIndex={-1}>
      <p className="yc-summary__title">
        <Icon name="warning" /> {heading}
      </p>
      {list.length > 0 ? (
        <ul>
          {list.map((fault, index) => {
            const id = targets[index];
            const label = labelOf?.(fault.pointer);
            const text = `${label ? `${label}${t('colon')}` : ''}${faultText(fault)}`;
            return (
              <li key={`${fault.pointer}|${fault.code}|${fault.detail}`}>
                {id ? (
                  <a
                    href={`#${id}`}
                    onClick={(event) => {
                      event.preventDefault();
                      const control = document.getElementById(id);
                      control?.scrollIntoView({ block: 'center' });
                      control?.focus({ preventScroll: true });
                    }}
                  >
                    {text}
                  </a>
                ) : (
                  text
                )}
              </li>
            );
          })}
        </ul>
      ) : null}
      {error instanceof ApiError && error.requestId ? (
        <p className="yc-summary__reference">
          {t('requestId')} {error.requestId}
        </p>
      ) : null}
    </div>
  );
}
