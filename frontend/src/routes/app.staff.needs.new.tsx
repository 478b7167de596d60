import { createFileRoute } from '@tanstack/react-router';
import { NewNeedPage } from '@/features/needs/staff/NeedForm';

export const Route = createFileRoute('/app/staff/needs/new')({ component: NewNeedPage });
