import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from '@/lib/i18n';
import { useGrantLabel } from '@/lib/scopes';
import { useActiveGrant, useSession } from '@/lib/session';
import { PlainSelect } from './PlainSelect';

/** The organisation a page of one's own is about: the one in the address, else that of the active role. */
export function useChosenOrganisation(id: string | undefined): string | undefined {
  const { grants } = useSession().user;
  const active = useActiveGrant()?.scope;
  const own = grants.flatMap(({ scope }) => (scope.kind === 'organisation' && scope.id ? [scope.id] : []));
  if (id && own.includes(id)) return id;
  return active?.kind === 'organisation' && active.id ? active.id : own[0];
}

/** Chooses among one's organisations by the search parameter `id`; nothing where there is only one. */
export function OrganisationChooser({ chosen }: { chosen: string }) {
  const { t } = useTranslation();
  const { grants } = useSession().user;
  const { scope } = useGrantLabel();
  const navigate = useNavigate();
  const options = new Map(
    grants.flatMap((grant) =>
      grant.scope.kind === 'organisation' && grant.scope.id ? [[grant.scope.id, scope(grant)] as const] : [],
    ),
  );
  if (options.size < 2) return null;
  return (
    <div className="app-chooser">
      <label className="yc-visually-hidden" htmlFor="own-organisation">
        {t('nav.organisation')}
      </label>
      <PlainSelect
        id="own-organisation"
        value={chosen}
        options={[...options].map(([value, label]) => ({ value, label }))}
        onChange={(value) => void navigate({ to: '.', search: { id: value } as never })}
      />
    </div>
  );
}
