test:
	python -m pytest
