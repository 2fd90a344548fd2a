#!/usr/bin/env python3
"""Builds lexicon.json: 6000 words per language, fixed seed.
Needs: apt-get install wfrench wamerican hunspell-ar"""
import json, os, random, re
r = random.Random(20261123)
fr=[w.strip() for w in open('/usr/share/dict/french',encoding='utf-8') if re.fullmatch(r"[a-zàâäçéèêëîïôöùûüœ]{5,11}",w.strip())]
en=[w.strip() for w in open('/usr/share/dict/american-english',encoding='utf-8') if re.fullmatch(r"[a-z]{4,10}",w.strip())]
ar=[]
for i,l in enumerate(open('/usr/share/hunspell/ar.dic',encoding='utf-8')):
    w=l.strip().split('/')[0]
    if i>2000 and re.fullmatch(r"[\u0621-\u064a]{3,8}",w): ar.append(w)
ar=sorted(set(ar)); 
out={}
for k,l in (('fr',sorted(set(fr))),('en',sorted(set(en))),('ar',ar)):
    out[k]=r.sample(l,6000); print(k,len(l))
json.dump(out,open(os.path.join(os.path.dirname(os.path.abspath(__file__)),'lexicon.json'),'w',encoding='utf-8'),ensure_ascii=False)
