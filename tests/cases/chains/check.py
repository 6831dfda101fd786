#!/usr/bin/env python3
"""check.py [files…]: checks the chains; prints errors (E), warnings (W: look at it), counts; exit 1 on errors."""
import json,sys,glob,os,re,calendar,datetime as D,collections
HERE=os.path.dirname(os.path.abspath(__file__))
MODES={'AGREE':'','CONSULT':'visit third-party multilateral phone','SUPPORT':'','CONCEDE':'','COOPERATE':'','AID':'',
'RETREAT':'withdraw release disarm ceasefire access resign','REQUEST':'assist change yield meet','ACCUSE':'disapprove investigate allege',
'REJECT':'assist change yield meet','THREATEN':'restrict arrest relations expel territory violence',
'PROTEST':'demo riot strike hunger boycott obstruct vandalize','SANCTION':'convict expel withdraw discontinue',
'MOBILIZE':'troops weapons police militia','COERCE':'seize restrict censor curfew martial-law arrest deport withhold misinformation cyber',
'ASSAULT':'abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons crowd-control unconventional'}
STAT='rumoured expected announced ongoing occurred postponed cancelled denied hypothetical historical'.split()
VERD='kept late partly broken superseded pending no_report'.split()
COMM={'AID','SUPPORT','RETREAT','SANCTION','COOPERATE','CONCEDE','MOBILIZE'}
DAY=re.compile(r'\d{4}-\d\d-\d\d$')
def span(w):
    a,_,b=w.partition('/'); b=b or a
    def ends(x):
        p=[int(i) for i in x.split('-')]
        if len(p)==1: return D.date(p[0],1,1),D.date(p[0],12,31)
        if len(p)==2: return D.date(p[0],p[1],1),D.date(p[0],p[1],calendar.monthrange(*p)[1])
        return D.date(*p),D.date(*p)
    return ends(a)[0],ends(b)[1]
def ladder(rungs):
    s=[r for r in rungs if r not in('historical','hypothetical')]
    if not s: return rungs[-1]
    if 'occurred' in s: return 'occurred'
    if 'ongoing' in s: return 'ongoing'
    n=[r for r in s if r in('cancelled','postponed','denied','announced')]
    if n: return n[-1]
    return 'expected' if 'expected' in s else 'rumoured'
E=W=0; C=collections.Counter(); V=collections.Counter(); actors=set(); seen=set(); types=collections.Counter(); T={}
def err(c,m):
    global E; E+=1; print('E',c,m)
def warn(c,m):
    global W; W+=1; print('W',c,m)
for f in sys.argv[1:] or sorted(glob.glob(HERE+'/*.jsonl')):
    lines=open(f,encoding='utf-8').read().splitlines()
    if len(lines)>10: err(f,'more than 10 chains')
    for ln in lines:
        c=json.loads(ln); i=c['id']; g=i.split('-')[0]
        if i in seen: err(i,'id twice')
        seen.add(i)
        if not i.startswith(os.path.basename(f)[:-6]): err(i,'id not of file '+f)
        for k in('kind','as_of','articles','events','links','commitments'):
            if k not in c: err(i,'no '+k)
        A={}; 
        if not 3<=len(c['articles'])<=9: err(i,'%d articles'%len(c['articles']))
        for a in c['articles']:
            if a['id'] in A: err(i,'article twice '+a['id'])
            A[a['id']]=a
            if not DAY.match(a['published']): err(i,'date '+a['published'])
            if a['published']>c['as_of']: err(i,a['id']+' after as_of')
            if a['language'] not in('fr','en'): err(i,'language')
            if not a['text'].startswith(a['title']+'\n\n'): err(i,a['id']+' title not first')
            if a['text'] in T: err(i,a['id']+' same text as '+T[a['text']])
            T[a['text']]=i
            C[g,'articles']+=1; C['all','articles']+=1; C['lang '+a['language'],'articles']+=1
        langs={a['language'] for a in c['articles']}
        if (g=='mixed')!=(len(langs)>1): err(i,'languages %s'%langs)
        EV={}; used=set(); told=collections.Counter()
        for e in c['events']:
            n=i+' '+e['id']
            if e['id'] in EV: err(i,'event twice '+e['id'])
            EV[e['id']]=e; types[e['type']]+=1
            if e['type'] not in MODES: err(n,'type '+e['type']); continue
            if e.get('mode') and e['mode'] not in MODES[e['type']].split(): err(n,'mode '+e['mode'])
            if e['status'] not in STAT: err(n,'status')
            if not e['reports']: err(n,'no report')
            if not e['actors'] and e['type'] not in('PROTEST','ASSAULT','COERCE'): err(n,'no actor')
            actors|=set(e['actors'])|set(e['recipients'])
            if set(e['actors'])&set(e['recipients']): warn(n,'actor is recipient')
            rs=[]
            for r in e['reports']:
                C[g,'reports']+=1; C['all','reports']+=1
                if r['article'] not in A: err(n,'article '+r['article']); continue
                a=A[r['article']]; C['lang '+a['language'],'reports']+=1
                if r['status'] not in STAT: err(n,'status '+r['status'])
                m=re.match(r'(.*)#(\d+)$',r['trigger'],re.S); t,k=(m[1],int(m[2])) if m else(r['trigger'],1)
                p=-1
                for _ in range(k):
                    p=a['text'].find(t,p+1)
                    if p<0: break
                if p<0: err(n,'trigger %r not in %s'%(r['trigger'],a['id'])); continue
                if (e['id'],a['id'],p) in used: err(n,'trigger twice %r'%r['trigger'])
                used.add((e['id'],a['id'],p)); told[a['id']]+=1
                rs.append((a['published'],a['id'],p,r['status']))
            rs.sort(); want=ladder([r[3] for r in rs])
            if want=='ongoing' and e.get('when') and span(e['when'])[1]+D.timedelta(1)<=D.date.fromisoformat(c['as_of']): want='occurred'
            if want!=e['status']: warn(n,'status %s, ladder says %s'%(e['status'],want))
            if e.get('when'):
                try: s,b=span(e['when'])
                except Exception: err(n,'when '+e['when']); continue
                if s>b: err(n,'when backwards')
                sil=e['status'] in('announced','expected') and b+D.timedelta(7)<D.date.fromisoformat(c['as_of'])
                if sil!=bool(e.get('silent_since')): err(n,'silent_since should be %s'%sil)
                if sil and rs[-1][0]>b.isoformat(): warn(n,'silent but a rung after its day')
                if e['status']=='occurred' and s.isoformat()>c['as_of']: warn(n,'occurred after as_of')
            elif e.get('silent_since'): warn(n,'silent without when')
            C[g,'events']+=1; C['all','events']+=1
        for l in c['links']:
            if l['from'] not in EV or l['to'] not in EV or l['from']==l['to']: err(i,'link %s'%l)
            if l['kind'] not in('occasion','outcome_of','series','frame'): err(i,'link kind')
        for m in c['commitments']:
            n=i+' $'+m['event']
            if m['event'] not in EV: err(n,'no event'); continue
            e=EV[m['event']]
            if e['type'] not in COMM: err(n,'commitment of '+e['type'])
            if e['type']=='SANCTION' and e.get('mode')!='withdraw': err(n,'commitment of SANCTION/'+str(e.get('mode')))
            if not any(r['status']=='announced' for r in e['reports']): warn(n,'never announced')
            v=m['verdict']
            if v not in VERD: err(n,'verdict '+v)
            for x in m.get('fulfilled_by',[])+m.get('superseded_by',[]):
                if x not in EV: err(n,'ref '+x)
            if v in('kept','late','partly') and not m.get('fulfilled_by'): err(n,v+' without fulfilled_by')
            if v in('broken','pending','no_report') and m.get('fulfilled_by'): err(n,v+' with fulfilled_by')
            if v=='superseded' and not m.get('superseded_by'): err(n,'superseded without superseded_by')
            actors|=set(m['promised_by'])|set(m['to'])
            if m.get('due'):
                try: d=span(m['due'])[1].isoformat()
                except Exception: err(n,'due '+m['due']); continue
                if v=='pending' and d<=c['as_of']: err(n,'pending but due '+d)
                if v=='no_report' and d>=c['as_of']: err(n,'no_report but not due')
                if v in('kept','late'):
                    for x in m['fulfilled_by']:
                        w=EV[x].get('when')
                        if not w: warn(n,'no when in '+x); continue
                        s,b=span(w)
                        if v=='kept' and s.isoformat()>d: err(n,'kept but after due')
                        if v=='late' and b.isoformat()<=d: err(n,'late but by due')
            elif v in('late','no_report'): err(n,v+' without due')
            V[v]+=1; C[g,'commitments']+=1; C['all','commitments']+=1
        cm={m['event'] for m in c['commitments']}
        for e in c['events']:
            if e['type'] in COMM and (e['type']!='SANCTION' or e.get('mode')=='withdraw') and e['id'] not in cm and any(r['status']=='announced' for r in e['reports']): warn(i+' '+e['id'],'announced action without commitment')
        for a in A:
            if not told[a]: warn(i,a+' tells nothing')
            if re.search(r'[{}|]',A[a]['text']): err(i,a+' markup left')
        C[g,'chains']+=1; C['all','chains']+=1
for g in sorted({k[0] for k in C}): print(g,{k[1]:n for k,n in C.items() if k[0]==g})
print('verdicts',dict(V)); print('types',dict(types))
print('states',len({a for a in actors if re.match('[A-Z]{3}$',a)}),'all parties',len(actors)); print(E,'errors',W,'warnings')
if '-v' in os.environ.get('V',''): print(sorted(actors))
sys.exit(E>0)
