import { createFileRoute } from '@tanstack/react-router';
import { RegisterPage } from '@/features/accounts/public/RegisterPage';

export const Route = createFileRoute('/_public/register')({ component: RegisterPage });
