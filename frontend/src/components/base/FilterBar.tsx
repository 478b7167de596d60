import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from '@/lib/i18n';
import { Icon } from './Icon';

export interface FilterOption {
  /** `undefined` is "all". */
  value: string | undefined;
  label: string;
}

type Search = Record<string, unknown>;

/**
 * Filters as links: they live in the address, can be shared and opened in a new tab.
 * `name` is the search parameter; choosing one drops `drop` (paging, open rows).
 */
export function FilterChips({
  name,
  label,
  value,
  options,
  drop = [],
}: {
  name: string;
  label: string;
  value: string | undefined;
  options: FilterOption[];
  drop?: string[];
}) {
  return (
    <nav className="yc-chips" aria-label={label}>
      <span className="yc-chips__label" aria-hidden="true">
        {label}
      </span>
      <ul>
        {options.map((option) => {
          const current = option.value === value;
          return (
            <li key={option.value ?? ''}>
              <Link
                to="."
                search={((previous: Search) => changed(previous, name, option.value, drop)) as never}
                className={current ? 'yc-chip yc-chip--on' : 'yc-chip'}
                aria-current={current ? 'true' : undefined}
                resetScroll={false}
                activeProps={{}}
              >
                {current ? <Icon name="check" size="0.95em" /> : null}
                {option.label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function changed(previous: Search, name: string, value: string | undefined, drop: string[]): Search {
  const next: Search = { ...previous, [name]: value };
  for (const key of drop) next[key] = undefined;
  return next;
}

/** A search field whose text is the search parameter `name` (default `q`); applied on Enter or by the button. */
export function SearchBox({
  name = 'q',
  label,
  value,
  placeholder,
}: {
  name?: string;
  label: string;
  value: string | undefined;
  placeholder?: string;
}) {
  const { t } = useTranslation();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  useEffect(() => {
    if (input.current) input.current.value = value ?? '';
  }, [value]);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    const text = input.current?.value.trim() || undefined;
    void navigate({ to: '.', search: ((previous: Search) => changed(previous, name, text, [])) as never });
  };
  return (
    <search>
      <form className="yc-search" onSubmit={apply}>
        <label className="yc-visually-hidden" htmlFor={id}>
          {label}
        </label>
        <input
          ref={input}
          id={id}
          className="yc-input"
          type="search"
          defaultValue={value}
          placeholder={placeholder}
          autoComplete="off"
        />
        <button type="submit" className="yc-btn yc-btn--quiet">
          <Icon name="search" /> {t('search')}
        </button>
      </form>
    </search>
  );
}

/** The row above a list: chips left, search and other tools right. */
export function FilterBar({ children }: { children: ReactNode }) {
  return <div className="yc-filterbar yc-no-print">{children}</div>;
}
