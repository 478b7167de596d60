import { createFileRoute } from '@tanstack/react-router';
import { TokenPage } from '@/features/needs/public/TokenPage';

export const Route = createFileRoute('/_public/needs/unfollow')({ component: () => <TokenPage purpose="unfollow" /> });
