import { createFileRoute } from '@tanstack/react-router';
import { WorkspaceHome } from '@/features/accounts/components/WorkspaceHome';

export const Route = createFileRoute('/app/')({ component: WorkspaceHome });
