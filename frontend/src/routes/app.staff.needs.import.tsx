import { createFileRoute } from '@tanstack/react-router';
import { ImportPage } from '@/features/needs/staff/ImportPage';

export const Route = createFileRoute('/app/staff/needs/import')({ component: ImportPage });
