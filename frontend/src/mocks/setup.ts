import '@testing-library/jest-dom/vitest';
import 'fake-indexeddb/auto';
import { cleanup } from '@testing-library/react';
import { afterEach, beforeAll } from 'vitest';
import { startI18n } from '@/lib/i18n';

beforeAll(async () => {
  await startI18n();
});

afterEach(() => cleanup());
