import { useEffect, useState } from 'react';
import { setLanguage, useTranslation } from '@/lib/i18n';
import { largeText, setLargeText } from '@/lib/textSize';
import { Icon } from './Icon';

/** Switches between Chinese and English; each name is written in its own language. */
export function LanguageSwitch() {
  const { language } = useTranslation();
  const english = language === 'en';
  return (
    <button
      type="button"
      className="yc-btn yc-btn--bare"
      lang={english ? 'zh-CN' : 'en'}
      onClick={() => void setLanguage(english ? 'zh-CN' : 'en')}
    >
      <Icon name="globe" /> {english ? '中文' : 'English'}
    </button>
  );
}

/** The large-text edition: everything grows with the root's font size. */
export function TextSizeSwitch() {
  const { t } = useTranslation();
  const [large, setLarge] = useState(largeText);
  useEffect(() => setLargeText(large), [large]);
  return (
    <button type="button" className="yc-btn yc-btn--bare" aria-pressed={large} onClick={() => setLarge(!large)}>
      <Icon name="textSize" /> {t('text.large')}
    </button>
  );
}
