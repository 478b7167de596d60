import { useSession } from './session';

/** The organisations the signed-in person acts for, by their grants. */
export function useOwnOrganisations(): string[] {
  const { grants } = useSession().user;
  return [
    ...new Set(
      grants.flatMap(({ scope }) => (scope.kind === 'organisation' && typeof scope.id === 'string' ? [scope.id] : [])),
    ),
  ];
}
