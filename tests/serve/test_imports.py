import subprocess
import sys


def test_serving_loads_neither_spacy_nor_pyshacl():
    code = (
        "import sys, kg.serve; "
        "print(*sorted(m for m in ('spacy', 'pyshacl', 'thinc', 'rdflib') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_only_serving_loads_flask():
    code = "import sys, kg.store, kg.graph; print('flask' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
