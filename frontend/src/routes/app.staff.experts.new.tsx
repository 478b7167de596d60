import { createFileRoute } from '@tanstack/react-router';
import { NewExpertPage } from '@/features/experts/staff/NewExpertPage';

export const Route = createFileRoute('/app/staff/experts/new')({ component: NewExpertPage });
