import { createFileRoute } from '@tanstack/react-router';
import { ImportPage } from '@/features/experts/staff/ImportPage';

export const Route = createFileRoute('/app/staff/experts/import')({ component: ImportPage });
