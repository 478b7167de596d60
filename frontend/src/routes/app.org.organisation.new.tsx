import { createFileRoute } from '@tanstack/react-router';
import { RegisterPage } from '@/features/organisations/org/RegisterPage';

export const Route = createFileRoute('/app/org/organisation/new')({ component: RegisterPage });
