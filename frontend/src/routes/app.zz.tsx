import { createFileRoute } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, Form, Input, Select } from 'antd';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { Chart } from '@/components/app/Chart';
import { DataTable } from '@/components/app/DataTable';
import { FooterBar } from '@/components/app/FooterBar';
import { PageHeader } from '@/components/app/PageHeader';
import { MoneyInput } from '@/components/app/MoneyInput';
import { DateInput } from '@/components/app/DateInput';
import { Countdown } from '@/components/base/Countdown';
import { DateTime } from '@/components/base/DateTime';
import { FilterBar, FilterChips, SearchBox } from '@/components/base/FilterBar';
import { Money } from '@/components/base/Money';
import { StatusTag } from '@/components/base/StatusTag';
import { Timeline } from '@/components/base/Timeline';
import { statusLooks, type Machine } from '@/components/base/status';

const rows = Array.from({ length: 8 }, (_, i) => ({ id: String(i), number: `BF2026-00${i + 1}`, name: ['天宁区夕阳红养老服务中心', '常州市晨曦社会工作服务社', '天宁区同心助残服务中心'][i % 3] as string, amount: `${(i + 1) * 12345}.50`, state: ['due', 'requested', 'checked', 'approved', 'batched', 'paid', 'withheld', 'cancelled'][i] as string, at: '2026-11-20T08:00:00Z' }));

export const Route = createFileRoute('/app/zz')({ component: Page });
function Page() {
  const [selected, setSelected] = useState(new Set<string>(['1']));
  return (
    <>
      <PageHeader title="2026 年天宁区公益创投项目征集公告" crumbs={[{ label: '征集公告', to: '/app' }]} tags={<StatusTag machine="call" state="published" />} meta="YC2026-0012 · 天宁区民政局" extra={<Button>导出</Button>} />
      <ActionBar machine="call" resource={{ version: 3, available_actions: [{ event: 'start_screening', blockers: [{ code: 'before_deadline' }] }, { event: 'publish', blockers: [] }, { event: 'cancel', blockers: [] }] }} actions={{ start_screening: {}, publish: { primary: true, confirm: '发布后资助规则将冻结，不能再修改。' }, cancel: { danger: true, reason: 'required' } }} />
      <dl className="app-figures">
        <div className="app-figure"><dt>待拨付</dt><dd>12 笔</dd></div>
        <div className="app-figure"><dt>金额合计</dt><dd><Money value="1234567.80" /></dd></div>
        <div className="app-figure"><dt>最近到期</dt><dd><Countdown to="2026-12-01T00:00:00Z" compact /></dd></div>
      </dl>
      <Card flush title="待拨付">
        <div style={{ padding: '0.5rem 1.25rem 0' }}>
        <FilterBar>
          <FilterChips name="state" label="状态" value="due" options={[{ value: undefined, label: '全部' }, { value: 'due', label: '可申请' }, { value: 'requested', label: '已申请' }]} />
          <SearchBox label="搜索" value={undefined} placeholder="单位、编号" />
        </FilterBar></div>
        <DataTable caption="待拨付" rows={rows} rowKey={(r) => r.id} rowName={(r) => r.number} columns={[
          { key: 'n', title: '编号', primary: true, nowrap: true, render: (r) => <a className="yc-link" href="/app">{r.number}</a> },
          { key: 'name', title: '收款单位', render: (r) => r.name },
          { key: 's', title: '状态', render: (r) => <StatusTag machine="tranche" state={r.state} /> },
          { key: 'at', title: '到期', sort: 'due', nowrap: true, render: (r) => <DateTime value={r.at} format="date" /> },
          { key: 'a', title: '金额', align: 'right', render: (r) => <Money value={r.amount} />, total: <Money value="444420.00" /> },
        ]} sort="due" selection={{ selected, onChange: setSelected, disabledReason: (r) => (r.id === '2' ? '本人经办，不能复核' : undefined) }} more={{ hasMore: true, loading: false, onMore() {} }} />
      </Card>
      <div className="app-columns">
        <Card title="表单">
          <Form layout="vertical" name="form" initialValues={{ amount: '150000.00', date: '2026-12-15' }}>
            <Form.Item label="标题" name="t" rules={[{ required: true }]} validateStatus="error" help="必填"><Input placeholder="请填写标题" /></Form.Item>
            <Form.Item label="金额" name="amount"><MoneyInput /></Form.Item>
            <Form.Item label="日期" name="date"><DateInput /></Form.Item>
            <Form.Item label="街道" name="s"><Select showSearch options={[{ value: '1', label: '兰陵街道' }]} placeholder="请选择" /></Form.Item>
            <Form.Item label="说明" name="d"><Input.TextArea rows={3} /></Form.Item>
          </Form>
        </Card>
        <Card title="办理记录"><Timeline label="办理记录" entries={[{ key: '1', title: '复核通过', at: '2026-11-20T08:00:00Z', text: '周复核', tone: 'success', icon: 'check' }, { key: '2', title: '编制付款单', at: '2026-11-19T08:00:00Z', text: '陈经办' }]} /></Card>
      </div>
      <Card title="图表"><Chart title="各月拨付（万元）" labelTitle="月份" labels={['9月', '10月', '11月']} series={[{ name: '计划', values: ['12.5', '20', '31'] }, { name: '已拨', values: ['12', '15', '8'] }]} /></Card>
      <Card title="状态">{Object.entries(statusLooks).map(([m, s]) => <p key={m}>{Object.keys(s).map((x) => <span key={x} style={{ marginRight: 8 }}><StatusTag machine={m as Machine} state={x} /></span>)}</p>)}</Card>
      <FooterBar status={<>已选 1 条，合计 <Money value="24691.00" strong /></>}><Button>取消选择</Button><Button type="primary">编制付款单</Button></FooterBar>
    </>
  );
}
