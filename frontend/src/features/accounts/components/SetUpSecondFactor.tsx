import { App, Button, Input, Modal, QRCode } from 'antd';
import { type FormEvent, useState } from 'react';
import { confirmSecondFactor, startSecondFactor } from '@/api/gen/sdk.gen';
import type { SecondFactorKeyView } from '@/api/gen/types.gen';
import { CodeForm } from '@/components/app/CodeForm';
import { FieldRow } from '@/components/app/FieldRow';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { useTranslation } from '@/lib/i18n';
import { useSubmit } from '@/lib/submit';

/** Password, then the picture and its first code, then the recovery codes; closing on the way changes nothing. */
export function SetUpSecondFactor({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('second');
  const [key, setKey] = useState<SecondFactorKeyView | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <Modal open title={t('setUp')} onCancel={onClose} mask={{ closable: false }} keyboard={!codes} footer={null}>
      {codes ? (
        <RecoveryCodes codes={codes} onClose={onClose} />
      ) : key ? (
        <FirstCode given={key} onDone={setCodes} />
      ) : (
        <Password onDone={setKey} />
      )}
    </Modal>
  );
}

function Password({ onDone }: { onDone: (key: SecondFactorKeyView) => void }) {
  const { t } = useTranslation('second');
  const [password, setPassword] = useState('');
  const { running, error, run } = useSubmit();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => onDone((await startSecondFactor({ body: { password } })).data));
  };
  return (
    <form onSubmit={submit}>
      <ErrorSummary error={error} />
      <FieldRow id="second-password" label={t('password')} hint={t('passwordHint')}>
        {(control) => (
          <Input.Password
            {...control}
            value={password}
            autoFocus
            autoComplete="current-password"
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </FieldRow>
      <div className="app-formactions">
        <Button type="primary" htmlType="submit" loading={running} disabled={password === ''}>
          {t('continue')}
        </Button>
      </div>
    </form>
  );
}

function FirstCode({ given, onDone }: { given: SecondFactorKeyView; onDone: (codes: string[]) => void }) {
  const { t } = useTranslation('second');
  return (
    <>
      <p>
        <strong>{t('scan')}</strong>
      </p>
      <p className="yc-muted">{t('scanHint')}</p>
      <QRCode value={given.uri} size={200} color="#000000" bgColor="#ffffff" aria-label={t('qr')} />
      <p>{t('manual')}</p>
      <p>
        <code>{given.key.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <CodeForm
        id="second-code"
        label={t('code')}
        hint={t('codeHint')}
        submit={t('confirm')}
        run={(code) => confirmSecondFactor({ body: { code } }).then(({ data }) => onDone(data.recovery_codes))}
      />
    </>
  );
}

function RecoveryCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const { t } = useTranslation('second');
  const { message } = App.useApp();
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'));
    void message.success(t('copied'));
  };
  return (
    <section aria-labelledby="recovery-codes">
      <h3 id="recovery-codes">{t('codesTitle')}</h3>
      <p>{t('codesText')}</p>
      <ul className="app-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="app-formactions yc-no-print">
        <Button onClick={() => void copy()}>{t('copy')}</Button>
        <Button onClick={() => window.print()}>{t('print')}</Button>
        <Button type="primary" onClick={onClose}>
          {t('saved')}
        </Button>
      </div>
    </section>
  );
}
