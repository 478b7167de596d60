import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { actionHeaders, newIdempotencyKey } from '@/api/client';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import type { Machine } from '@/components/base/status';
import { useTranslation } from '@/lib/i18n';
import { isComposing } from '@/lib/keyboard';
import { blockerLabel, eventLabel } from '@/lib/labels';

export interface AvailableAction {
  event: string;
  label?: string | null | undefined;
  operation_id?: string | null | undefined;
  blockers: { code: string; detail?: string | null | undefined }[];
}

export interface ActionContext {
  /** `If-Match` with the resource's version and the `Idempotency-Key` of this intention. */
  headers: { 'If-Match': string; 'Idempotency-Key': string };
  /** What was written in the dialog; empty when nothing was asked. */
  reason: string;
}

interface ActionConfig {
  /** Runs the generated operation. Left out: the event is shown only when `href` or `render` is given. */
  run?: (context: ActionContext) => Promise<unknown>;
  /** A page that does this action (signing, appointing a panel): a link instead of a dialog. */
  href?: ReactNode;
  /** Asks for a reason in the dialog. */
  reason?: 'required' | 'optional';
  /** What the dialog says before the user confirms: consequences, amounts. */
  confirm?: ReactNode;
  /** Extra fields in the dialog, kept by the caller. */
  fields?: ReactNode;
  /** False keeps the dialog's button locked until the caller's fields are complete. */
  ready?: boolean;
  danger?: boolean;
  primary?: boolean;
  /** Overrides the label from `enum.json`. */
  label?: string;
}

export interface ActionBarProps {
  resource: { version: number | string; available_actions: AvailableAction[] };
  machine: Machine;
  actions: Record<string, ActionConfig>;
  /** Query keys made stale by any of the actions; everything, when left out. */
  invalidate?: QueryKey[];
  onDone?: (event: string, answer: unknown) => void;
  /** Shown when no action is offered. Default: nothing is drawn. */
  none?: ReactNode;
}

/**
 * The buttons of a resource. Which exist follows from `available_actions`, never from the role; an action that is
 * known but blocked is locked with its reasons written beside it. Every action passes a confirmation.
 */
export function ActionBar({ resource, machine, actions, invalidate, onDone, none }: ActionBarProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<AvailableAction | null>(null);
  const prefix = useId();
  const offered = resource.available_actions.filter((action) => actions[action.event]);
  if (offered.length === 0) return none ? <div className="app-actions">{none}</div> : null;
  const blocked = offered.filter((action) => action.blockers.length > 0);
  const main = offered.find((action) => actions[action.event]?.primary) ?? offered[0];
  return (
    <div className="app-actions yc-no-print" role="group" aria-label={t('action.title')}>
      <div className="app-actions__buttons">
        {offered.map((action) => {
          const config = actions[action.event] as ActionConfig;
          const locked = action.blockers.length > 0;
          if (config.href && !locked) return <span key={action.event}>{config.href}</span>;
          return (
            <Button
              key={action.event}
              type={action === main && !config.danger ? 'primary' : 'default'}
              danger={config.danger ?? false}
              disabled={locked}
              aria-describedby={locked ? `${prefix}-${action.event}` : undefined}
              onClick={() => setOpen(action)}
            >
              {config.label ?? eventLabel(action.event, machine, action.label ?? undefined)}
            </Button>
          );
        })}
      </div>
      {blocked.length > 0 ? (
        <ul className="app-actions__blockers">
          {blocked.map((action) => (
            <li key={action.event} id={`${prefix}-${action.event}`}>
              <Icon name="lock" />
              <span>
                {t('action.blocked')}
                {t('colon')}
                {actions[action.event]?.label ?? eventLabel(action.event, machine, action.label ?? undefined)}
                {' — '}
                {action.blockers.map(blockerLabel).join(t('comma'))}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {open ? (
        <ActionDialog
          key={open.event}
          title={actions[open.event]?.label ?? eventLabel(open.event, machine, open.label ?? undefined)}
          config={actions[open.event] as ActionConfig}
          resource={resource}
          {...(invalidate ? { invalidate } : {})}
          onClose={() => setOpen(null)}
          onDone={(answer) => onDone?.(open.event, answer)}
        />
      ) : null}
    </div>
  );
}

export interface ActionDialogProps {
  /** The action in words; becomes the question and the button. */
  title: string;
  config: Omit<ActionConfig, 'href'>;
  resource: { version: number | string };
  invalidate?: QueryKey[];
  onClose: () => void;
  onDone?: (answer: unknown) => void;
}

/** One action, confirmed: reason, lock while it runs, one idempotency key for all tries, the problem shown once. */
export function ActionDialog({ title, config, resource, invalidate, onClose, onDone }: ActionDialogProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const key = useRef(newIdempotencyKey());
  const reasonId = useId();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [opener] = useState(() => document.activeElement);
  // The dialog is taken away at once, so the focus goes back to its button by hand.
  useEffect(
    () => () => {
      window.setTimeout(() => {
        if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      });
    },
    [opener],
  );

  const submit = async () => {
    if (running || config.ready === false) return;
    if (config.reason === 'required' && reason.trim() === '') {
      setMissing(true);
      document.getElementById(reasonId)?.focus();
      return;
    }
    setRunning(true);
    setError(null);
    try {
      const answer = await config.run?.({ headers: actionHeaders(resource, key.current), reason: reason.trim() });
      await (invalidate
        ? Promise.all(invalidate.map((queryKey) => client.invalidateQueries({ queryKey })))
        : client.invalidateQueries());
      void message.success(t('action.done', { event: title }));
      onDone?.(answer);
      onClose();
    } catch (cause) {
      setError(cause);
      // The same intention keeps its key only while the outcome is unknown.
      const status = (cause as { status?: number }).status ?? 0;
      if (status >= 400 && status < 500) key.current = newIdempotencyKey();
      setRunning(false);
    }
  };

  return (
    <Modal
      open
      title={t('action.confirmTitle', { event: title })}
      okText={running ? t('action.working') : title}
      cancelText={t('back')}
      okButtonProps={{ danger: config.danger ?? false, loading: running, disabled: config.ready === false }}
      cancelButtonProps={{ disabled: running }}
      closable={!running}
      mask={{ closable: false }}
      keyboard={!running}
      onOk={() => void submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      {error ? <ErrorSummary error={error} /> : null}
      {config.confirm ? <div className="app-dialog__text">{config.confirm}</div> : null}
      {config.fields}
      {config.reason ? (
        <div className="app-field">
          <label htmlFor={reasonId}>
            {t('action.reason')}
            {config.reason === 'optional' ? <span className="yc-muted"> ({t('optional')})</span> : null}
          </label>
          <p id={`${reasonId}-hint`} className="yc-muted">
            {t('action.reasonHint')}
          </p>
          <Input.TextArea
            id={reasonId}
            value={reason}
            rows={3}
            maxLength={2000}
            status={missing ? 'error' : ''}
            aria-required={config.reason === 'required'}
            aria-invalid={missing}
            aria-describedby={`${reasonId}-hint${missing ? ` ${reasonId}-error` : ''}`}
            onChange={(event) => {
              setReason(event.target.value);
              setMissing(false);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && event.ctrlKey && !isComposing(event.nativeEvent)) void submit();
            }}
          />
          {missing ? (
            <p id={`${reasonId}-error`} className="app-field__error" role="alert">
              <Icon name="warning" /> {t('action.reasonRequired')}
            </p>
          ) : null}
        </div>
      ) : null}
    </Modal>
  );
}
