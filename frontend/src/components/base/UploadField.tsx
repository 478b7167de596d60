import { type DragEvent, useEffect, useId, useRef, useState } from 'react';
import { ApiError } from '@/api/client';
import { loadTexts, useTranslation } from '@/lib/i18n';
import { faultText, problemText } from '@/lib/labels';
import {
  type Refusal,
  refusalOf,
  type Upload,
  type UploadApi,
  type UploadedFile,
  type UploadRule,
  useUploads,
} from '@/lib/uploads';
import { Icon } from './Icon';
import { Progress } from './Progress';
import '@/styles/uploads.css';

/** A file that belongs to the thing already. */
interface HeldFile {
  id: string;
  name: string;
  /** Left out where it is not known. */
  size?: number | undefined;
  sha256?: string | null | undefined;
}

export interface UploadFieldProps {
  /** Id of the control, for links from an `ErrorSummary`. */
  id?: string;
  label: string;
  hint?: string;
  purpose: string;
  /** The place of the page, such as `proposal-<id>`: what a reload interrupted goes on only there. */
  slot: string;
  /** What belongs to the thing already. */
  files?: readonly HeldFile[];
  /** Address of a file's bytes; without it names are no links. */
  hrefOf?: (file: HeldFile) => string;
  /** A file is complete and checked: attach it, then show it in `files`. */
  onUploaded: (file: UploadedFile, token?: string) => void;
  /** Takes a file out of the thing; without it files stay. */
  onRemove?: (file: HeldFile) => void;
  /** How many there may be. */
  max?: number;
  disabled?: boolean;
  errors?: readonly string[];
}

/** 1.4 MB, in the way of the language; a megabyte has 1024 × 1024 bytes, as the limits do. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const unit = bytes < 1024 * 1024 ? 1024 : 1024 * 1024;
  const figure = Math.max(0.1, Math.round((bytes / unit) * 10) / 10);
  return `${figure} ${unit === 1024 ? 'KB' : 'MB'}`;
}

/** Choosing or dropping files, each with its progress; bound to an account by `Upload`, to none by `PublicUpload`. */
export function UploadField({ api, ...props }: UploadFieldProps & { api: UploadApi }) {
  const { t, language } = useTranslation('files');
  const { label, hint, purpose, slot, files = [], max = 20, disabled = false, errors = [] } = props;
  const own = useId();
  const id = props.id ?? own;
  const input = useRef<HTMLInputElement>(null);
  const [ready, setReady] = useState(false);
  const [rule, setRule] = useState<UploadRule>();
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<{ name: string; why: Refusal }[]>([]);
  const { uploads, add, remove, retry } = useUploads({ api, purpose, slot, onDone: props.onUploaded });

  useEffect(() => {
    void loadTexts('files').then(() => setReady(true));
    void api.rule(purpose).then(setRule, () => undefined);
  }, [api, purpose]);

  const held = new Set(files.map((file) => file.id));
  const shown = uploads.filter((upload) => !(upload.state === 'done' && upload.file && held.has(upload.file.id)));
  const room = max - files.length - shown.length;
  const closed = disabled || room <= 0;

  const choose = (chosen: File[]) => {
    if (!rule || chosen.length === 0) return;
    const judged = chosen.map((file) => ({ file, why: refusalOf(file, rule) }));
    const fine = judged.filter((one) => !one.why).map((one) => one.file);
    const late = fine.slice(room).map((file) => ({ name: file.name, why: 'tooMany' as const }));
    setRefused([...judged.flatMap(({ file, why }) => (why ? [{ name: file.name, why }] : [])), ...late]);
    add(fine.slice(0, room));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!closed) choose([...event.dataTransfer.files]);
  };

  if (!ready) return null;
  const kinds = language === 'en' ? rule?.extensions.map((ending) => ending.toUpperCase()) : rule?.labels;
  const what = rule ? t('takes', { kinds: kinds?.join(t('comma')), size: sizeText(rule.max_bytes) }) : t('loading');
  return (
    <div className="yc-upload" role="group" aria-labelledby={`${id}-label`}>
      <p id={`${id}-label`} className="yc-upload__label">
        {label}
      </p>
      {hint ? <p className="yc-muted">{hint}</p> : null}
      <label
        className={`yc-upload__drop${over ? ' yc-upload__drop--over' : ''}${closed ? ' yc-upload__drop--closed' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(!closed);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={input}
          id={id}
          className="yc-visually-hidden"
          type="file"
          multiple={max > 1}
          accept={rule?.extensions.map((ending) => `.${ending}`).join()}
          disabled={closed || !rule}
          aria-describedby={`${id}-what`}
          aria-invalid={errors.length > 0}
          onChange={(event) => {
            choose([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <Icon name="upload" />
        <span>{room <= 0 ? t('full', { max }) : t('choose')}</span>
        <span id={`${id}-what`} className="yc-upload__what">
          {what}
        </span>
      </label>
      {refused.length + errors.length > 0 ? (
        <ul className="yc-upload__errors" role="alert">
          {errors.map((error) => (
            <li key={error}>{error}</li>
          ))}
          {refused.map(({ name, why }) => (
            <li key={`${name}|${why}`}>
              {name}
              {t('colon')}
              {t(`refusal.${why}`, { size: rule ? sizeText(rule.max_bytes) : '', max })}
            </li>
          ))}
        </ul>
      ) : null}
      {files.length + shown.length > 0 ? (
        <ul className="yc-upload__list">
          {files.map((file) => (
            <li key={file.id} className="yc-upload__item">
              <Icon name="document" />
              <Named file={file} {...(props.hrefOf ? { href: props.hrefOf(file) } : {})} />
              {props.onRemove && !disabled ? (
                <Act name="trash" label={t('removeOne', { name: file.name })} onClick={() => props.onRemove?.(file)} />
              ) : null}
            </li>
          ))}
          {shown.map((upload) => (
            <li key={upload.key} className="yc-upload__item" data-state={upload.state}>
              <Icon name={upload.state === 'failed' ? 'warning' : 'upload'} />
              <OnItsWay upload={upload} />
              {upload.state === 'failed' ? (
                <Act name="back" label={t('retryOne', { name: upload.name })} onClick={() => retry(upload)} />
              ) : null}
              <Act
                name="cross"
                label={t(upload.state === 'done' ? 'removeOne' : 'stopOne', { name: upload.name })}
                onClick={() => {
                  void remove(upload);
                  input.current?.focus();
                }}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <p role="status" className="yc-visually-hidden">
        {shown.map((upload) => `${upload.name} ${t(`state.${upload.state}`)}`).join(t('comma'))}
      </p>
    </div>
  );
}

function Act({ name, label, onClick }: { name: 'trash' | 'back' | 'cross'; label: string; onClick: () => void }) {
  return (
    <button type="button" className="yc-btn yc-btn--bare yc-upload__act" onClick={onClick}>
      <Icon name={name} label={label} />
    </button>
  );
}

/** Name, size and checksum of a file that is there. */
function Named({ file, href }: { file: HeldFile; href?: string }) {
  const { t } = useTranslation('files');
  return (
    <div className="yc-upload__about">
      {href ? (
        <a className="yc-link" href={href} download={file.name}>
          {file.name}
        </a>
      ) : (
        <span>{file.name}</span>
      )}
      <span className="yc-upload__figures">
        {file.size === undefined ? null : sizeText(file.size)}
        {file.sha256 ? (
          <abbr title={file.sha256}>
            {t('checksum')} {file.sha256.slice(0, 12)}
          </abbr>
        ) : null}
      </span>
    </div>
  );
}

function OnItsWay({ upload }: { upload: Upload }) {
  const { t } = useTranslation('files');
  const { file, name, size, sent, state } = upload;
  if (state === 'done' && file) return <Named file={file} />;
  return (
    <div className="yc-upload__about">
      <span>{name}</span>
      {state === 'failed' ? (
        <span className="yc-upload__why">{whyFailed(upload.error)}</span>
      ) : (
        <Progress
          share={size > 0 ? (sent / size) * 10_000 : 0}
          label={state === 'sending' ? t('sent', { sent: sizeText(sent), size: sizeText(size) }) : t(`state.${state}`)}
        />
      )}
    </div>
  );
}

function whyFailed(error: unknown): string {
  const fault = error instanceof ApiError ? error.errors[0] : undefined;
  return fault ? faultText({ ...fault, limit: null, actual: null }) : problemText(error);
}
