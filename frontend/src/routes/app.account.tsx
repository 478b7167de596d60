import { createFileRoute } from '@tanstack/react-router';
import { AccountPage } from '@/features/accounts/components/AccountPage';

export const Route = createFileRoute('/app/account')({ component: AccountPage });
