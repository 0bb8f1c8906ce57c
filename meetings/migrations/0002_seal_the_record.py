"""The database itself refuses to change a decision or approved minutes, whoever asks (style §4.1, rule 15)."""

from django.db import migrations

SEAL = """
CREATE FUNCTION meetings_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A row of % is sealed.', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION meetings_refuse_if_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM meetings_minutesapproval WHERE minutes_id = OLD.id) THEN
    RAISE EXCEPTION 'These minutes are approved.' USING ERRCODE = 'check_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER meetings_decision_sealed BEFORE UPDATE OR DELETE ON meetings_decision
  FOR EACH ROW EXECUTE FUNCTION meetings_refuse();
CREATE TRIGGER meetings_minutesapproval_sealed BEFORE UPDATE OR DELETE ON meetings_minutesapproval
  FOR EACH ROW EXECUTE FUNCTION meetings_refuse();
CREATE TRIGGER meetings_minutes_approved BEFORE UPDATE OR DELETE ON meetings_minutes
  FOR EACH ROW EXECUTE FUNCTION meetings_refuse_if_approved();
"""

UNSEAL = """
DROP TRIGGER meetings_minutes_approved ON meetings_minutes;
DROP TRIGGER meetings_minutesapproval_sealed ON meetings_minutesapproval;
DROP TRIGGER meetings_decision_sealed ON meetings_decision;
DROP FUNCTION meetings_refuse_if_approved();
DROP FUNCTION meetings_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [migrations.RunSQL(SEAL, UNSEAL)]
