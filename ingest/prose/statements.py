"""stub"""
def read_statements(document, reading):
    pass
