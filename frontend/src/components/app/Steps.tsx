import type { ReactNode } from 'react';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';

export interface Step {
  key: string;
  title: ReactNode;
  text?: ReactNode;
}

/** The stages of a procedure in order, with those behind and the one it is at; said in words as well. */
export function Steps({ label, steps, current }: { label: string; steps: Step[]; current: number }) {
  const { t } = useTranslation();
  return (
    <ol className="app-steps" aria-label={label}>
      {steps.map((step, index) => {
        const state = index < current ? 'done' : index === current ? 'now' : 'next';
        return (
          <li
            key={step.key}
            className={`app-steps__step app-steps__step--${state}`}
            aria-current={state === 'now' ? 'step' : undefined}
          >
            <span className="app-steps__mark" aria-hidden="true">
              {state === 'done' ? <Icon name="check" size="0.9em" /> : index + 1}
            </span>
            <span>
              <span className="app-steps__title">{step.title}</span>
              <span className="yc-visually-hidden">{t(`steps.${state}`)}</span>
              {step.text ? <span className="app-steps__text">{step.text}</span> : null}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
