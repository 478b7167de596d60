import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from '@/lib/i18n';
import { largeText } from '@/lib/textSize';
import { appTheme } from './theme';

/** Dresses antd for the workspace: theme, language, no space inside two-character buttons. */
export function AppProvider({ children }: { children: ReactNode }) {
  const { language } = useTranslation();
  const english = language === 'en';
  useEffect(() => {
    dayjs.locale(english ? 'en' : 'zh-cn');
  }, [english]);
  return (
    <ConfigProvider theme={appTheme(largeText())} locale={english ? enUS : zhCN} button={{ autoInsertSpace: false }}>
      <App component={false} message={{ maxCount: 2, duration: 4 }}>
        {children}
      </App>
    </ConfigProvider>
  );
}
