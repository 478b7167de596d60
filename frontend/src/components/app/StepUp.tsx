import { lazy, Suspense } from 'react';
import { loadTexts } from '@/lib/i18n';
import { useStepUpAsked } from '@/lib/stepUp';

const StepUpDialog = lazy(async () => {
  const [file] = await Promise.all([import('./StepUpDialog'), loadTexts('second')]);
  return { default: file.StepUpDialog };
});

/** The dialog for a code of the second factor, loaded when the server first asks for one. */
export function StepUp() {
  return useStepUpAsked() ? (
    <Suspense fallback={null}>
      <StepUpDialog />
    </Suspense>
  ) : null;
}
