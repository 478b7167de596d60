import { Link } from '@tanstack/react-router';
import { DateTime } from '@/components/base/DateTime';
import { Icon, type IconName } from '@/components/base/Icon';
import { EmptyState } from '@/components/base/States';
import { useTranslation } from '@/lib/i18n';

/** Something that waits for the signed-in person. */
export interface Todo {
  key: string;
  title: string;
  /** What it belongs to: a number, an organisation. */
  context?: string;
  icon: IconName;
  /** Until when, an instant or a day; those without come last. */
  due?: string | null | undefined;
  to: string;
  params?: Record<string, string>;
  search?: Record<string, string>;
  hash?: string;
}

/** The earliest due first. */
function byDue(todos: Todo[]): Todo[] {
  return [...todos].sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'));
}

/** What is to be done, the earliest due first, each a link to the place where it is done. */
export function TodoList({ todos, label }: { todos: Todo[]; label: string }) {
  const { t } = useTranslation();
  if (todos.length === 0) return <EmptyState title={t('todo.none')} />;
  return (
    <ul className="app-todos" aria-label={label}>
      {byDue(todos).map((todo) => (
        <li key={todo.key}>
          <Icon name={todo.icon} size="1.25rem" />
          <div>
            <Link
              to={todo.to}
              params={todo.params as never}
              search={(todo.search ?? {}) as never}
              {...(todo.hash ? { hash: todo.hash } : {})}
              className="yc-link"
            >
              {todo.title}
            </Link>
            {todo.context ? <span className="yc-muted app-todos__context">{todo.context}</span> : null}
          </div>
          {todo.due ? (
            <span className="yc-muted">
              {t('todo.due')} <DateTime value={todo.due} format="deadline" />
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
