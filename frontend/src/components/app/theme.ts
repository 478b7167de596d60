import type { ThemeConfig } from 'antd';
import { tokens } from '@/styles/tokens';

/** True when the device asks for less motion. */
const still = () => window.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;

/** The kit in the house's colours; every pair was checked against 4.5:1 (text) and 3:1 (controls). */
export function appTheme(large: boolean): ThemeConfig {
  return {
    cssVar: { key: 'yc' },
    token: {
      colorPrimary: tokens.primary,
      colorInfo: tokens.primary,
      colorLink: tokens.primary,
      colorLinkHover: tokens.primaryDark,
      colorError: tokens.danger,
      colorSuccess: tokens.success,
      colorWarning: tokens.warning,
      colorText: tokens.ink,
      colorTextSecondary: tokens.muted,
      colorTextTertiary: '#56627a',
      colorTextQuaternary: '#5b677a',
      colorTextPlaceholder: '#5b677a',
      colorTextDescription: tokens.muted,
      colorTextDisabled: '#5b677a',
      colorBorder: tokens.control,
      colorBorderSecondary: tokens.line,
      colorBgLayout: tokens.ground,
      fontFamily: tokens.font,
      fontSize: large ? 18 : 16,
      controlHeight: large ? 46 : 40,
      borderRadius: 8,
      lineHeight: 1.6,
      motion: !still(),
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Form: { labelColor: tokens.ink, verticalLabelPadding: '0 0 4px', itemMarginBottom: 28 },
      DatePicker: { cellHoverBg: tokens.primaryTint },
      Modal: { titleFontSize: 20 },
      Tabs: { titleFontSize: 16 },
    },
  };
}
